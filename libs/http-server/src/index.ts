export { createExpressApp } from './express-app.ts';
export { listen, type ListenOptions, type RunningServer } from './listen.ts';
export { createLogger, type LogDestination, type Logger } from './logger.ts';
export { reportStartFailure, runProcess, type Service } from './run-process.ts';
export { sendBytes, sendJson, type ByteAnswer } from './send-bytes.ts';
export { flag, httpUrl, logLevel, port, readSettings, SettingsError, wholeNumber } from './settings.ts';
