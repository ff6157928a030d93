export { clearJournal, journalOf, startTestFleet, type TestFleet } from '@cdg/gateway-under-test';
