import { bodiesIn, resourcesOf } from './check-resources.ts';
import type { Infrastructure } from './read-infrastructure.ts';
import type { Body } from './read-module.ts';

export interface Policy {
  readonly rule: string;
  /** Where it is broken. */
  readonly broken: (infrastructure: Infrastructure) => readonly string[];
}

const every =
  (type: string, isWell: (body: Body) => boolean): Policy['broken'] =>
  ({ modules }) => {
    const all = resourcesOf(modules, type);
    const faults = all.filter(({ body }) => !isWell(body)).map(({ where }) => where);
    return all.length === 0 ? [`there is no ${type}`] : faults;
  };

/** What the gateway's infrastructure must always be. General rules for AWS are checkov's. */
export const POLICIES: readonly Policy[] = [
  {
    rule: 'logs are encrypted with our key and kept for a set time',
    broken: every('aws_cloudwatch_log_group', (log) => log.kms_key_id !== undefined && isSet(log.retention_in_days)),
  },
  {
    rule: 'the world may reach 443, and nothing else',
    broken: ({ modules }) =>
      resourcesOf(modules, 'aws_vpc_security_group_ingress_rule')
        .filter(({ body }) => body.referenced_security_group_id === undefined && body.from_port !== 443)
        .map(({ where }) => where)
        .concat(
          resourcesOf(modules, 'aws_security_group')
            .filter(({ body }) => body.ingress !== undefined || body.egress !== undefined)
            .map(({ where }) => where),
        ),
  },
  {
    rule: 'every listener speaks TLS and asks for a certificate of an authority that is trusted',
    broken: every('aws_lb_listener', ({ protocol, mutual_authentication: mutual }) => {
      return protocol === 'HTTPS' && bodiesIn(mutual)[0]?.mode === 'verify';
    }),
  },
  {
    rule: 'a release that fails goes back, and no task goes before its successor is healthy',
    broken: every('aws_ecs_service', (service) => {
      const [breaker] = bodiesIn(service.deployment_circuit_breaker);
      return (
        breaker?.enable === true && breaker.rollback === true && service.deployment_minimum_healthy_percent === 100
      );
    }),
  },
  {
    rule: 'the cache is encrypted on disk and on its way, and asks for a password',
    broken: every('aws_elasticache_replication_group', (cache) => {
      const isEncrypted = cache.at_rest_encryption_enabled === true && cache.transit_encryption_enabled === true;
      return isEncrypted && isSet(cache.auth_token) && isSet(cache.kms_key_id);
    }),
  },
  {
    rule: 'secrets are encrypted with our key',
    broken: every('aws_secretsmanager_secret', ({ kms_key_id: key }) => isSet(key)),
  },
  {
    rule: 'alarms tell somebody, and what missing data means',
    broken: every(
      'aws_cloudwatch_metric_alarm',
      (alarm) => isSet(alarm.alarm_actions) && isSet(alarm.treat_missing_data),
    ),
  },
  {
    rule: 'tasks grow with requests in flight and with the processor',
    broken: ({ modules }) => {
      const text = JSON.stringify(resourcesOf(modules, 'aws_appautoscaling_policy'));
      return ['cdg_requests_in_flight', 'ECSServiceAverageCPUUtilization'].filter((metric) => !text.includes(metric));
    },
  },
  {
    rule: 'outside previews there are two tasks or more, over two zones or more',
    broken: everywhere(({ tasks, zones }) => {
      return fewest(tasks) >= 2 && (zones === undefined || (Array.isArray(zones) && zones.length >= 2));
    }),
  },
  {
    rule: 'nobody gets a shell in a container where consumers or patients depend on it',
    broken: everywhere(({ allow_exec: exec }, name) => name === 'dev' || exec === false),
  },
  {
    rule: 'production keeps its audit trail for eight years',
    broken: everywhere(({ log_retention_days: days }, name) => name !== 'prod' || Number(days) >= 2_922),
  },
];

/** Of the environments that stand for good: a preview has no platform of its own. */
function everywhere(isWell: (values: Body, name: string) => boolean): Policy['broken'] {
  return ({ environments }) => {
    if (environments.length === 0) return ['there is no environment'];
    return environments.filter(({ name, values }) => !isWell(values, name)).map(({ name }) => name);
  };
}

function fewest(tasks: unknown): number {
  return typeof tasks === 'object' && tasks !== null && 'min' in tasks ? Number(tasks.min) : 0;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== 0;
}
