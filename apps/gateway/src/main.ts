import { reportStartFailure, runProcess } from '@cdg/http-server';
import { printableConfig, readConfig } from './config.ts';
import { startGateway } from './start-gateway.ts';

if (process.argv.includes('--print-config')) printConfig();
else await runProcess(async () => startGateway(readConfig(process.env)));

function printConfig(): void {
  try {
    process.stdout.write(`${printableConfig(readConfig(process.env))}\n`);
  } catch (error) {
    reportStartFailure(error);
  }
}
