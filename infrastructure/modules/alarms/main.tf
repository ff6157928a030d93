# What wakes somebody. Each alarm leads to a runbook, by its name.

resource "aws_sns_topic" "alarms" {
  name              = "${var.name}-alarms"
  kms_master_key_id = var.kms_key_arn
}

resource "aws_sns_topic_subscription" "mail" {
  for_each  = toset(var.alarm_addresses)
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = each.value
}

locals {
  load_balancer = { LoadBalancer = var.load_balancer_arn_suffix }
  targets       = { LoadBalancer = var.load_balancer_arn_suffix, TargetGroup = var.target_group_arn_suffix }
  service       = { service = var.name }

  alarms = merge(
    {
      "5xx" = {
        description = "The gateway answers 5xx: see which upstream, by cdg_upstream_call_duration_seconds."
        namespace   = "AWS/ApplicationELB", metric = "HTTPCode_Target_5XX_Count", dimensions = local.targets
        statistic   = "Sum", comparison = "GreaterThanThreshold", threshold = var.thresholds.errors_per_minute, periods = 3
        missing     = "notBreaching"
      }
      "5xx-load-balancer" = {
        description = "The load balancer answers 5xx by itself: no task is healthy, or one broke a connection."
        namespace   = "AWS/ApplicationELB", metric = "HTTPCode_ELB_5XX_Count", dimensions = local.load_balancer
        statistic   = "Sum", comparison = "GreaterThanThreshold", threshold = var.thresholds.errors_per_minute, periods = 3
        missing     = "notBreaching"
      }
      "latency" = {
        description = "One request in a hundred takes too long to its first byte."
        namespace   = "AWS/ApplicationELB", metric = "TargetResponseTime", dimensions = local.targets
        statistic   = "p99", comparison = "GreaterThanThreshold", threshold = var.thresholds.latency_seconds, periods = 5
        missing     = "notBreaching"
      }
      "unhealthy-targets" = {
        description = "A task is not ready."
        namespace   = "AWS/ApplicationELB", metric = "UnHealthyHostCount", dimensions = local.targets
        statistic   = "Maximum", comparison = "GreaterThanThreshold", threshold = 0, periods = 5
        missing     = "notBreaching"
      }
      "audit-sink" = {
        description = "A task cannot write its audit trail, and serves nobody (AUDIT_REQUIRED)."
        namespace   = var.metric_namespace, metric = "cdg_audit_writable", dimensions = local.service
        statistic   = "Minimum", comparison = "LessThanThreshold", threshold = 1, periods = 2
        missing     = "breaching"
      }
      "audit-events-lost" = {
        description = "Audit events found no room: the trail tells how many."
        namespace   = var.metric_namespace, metric = "cdg_audit_events_lost_total", dimensions = local.service
        statistic   = "Sum", comparison = "GreaterThanThreshold", threshold = 0, periods = 1
        missing     = "notBreaching"
      }
      "shed" = {
        description = "Requests are turned away with 503: too many under way for the tasks there are."
        namespace   = var.metric_namespace, metric = "cdg_requests_shed_total", dimensions = local.service
        statistic   = "Sum", comparison = "GreaterThanThreshold", threshold = 0, periods = 3
        missing     = "notBreaching"
      }
      "certificate-expiry" = {
        description = "A certificate of the gateway's own, towards providers or clients, ends soon."
        namespace   = var.metric_namespace, metric = "cdg_certificate_days_left", dimensions = local.service
        statistic   = "Minimum", comparison = "LessThanThreshold", threshold = var.thresholds.certificate_days, periods = 1
        missing     = "notBreaching"
      }
      "certificate-expiry-load-balancer" = {
        description = "The load balancer's certificate ends soon."
        namespace   = "AWS/CertificateManager", metric = "DaysToExpiry", dimensions = { CertificateArn = var.certificate_arn }
        statistic   = "Minimum", comparison = "LessThanThreshold", threshold = var.thresholds.certificate_days, periods = 1
        missing     = "notBreaching"
      }
    },
    {
      for upstream in ["PDS", "SDS", "Provider"] : "breaker-open-${lower(upstream)}" => {
        description = "Calls to ${upstream} are withheld: its circuit breaker is open."
        namespace   = var.metric_namespace, metric = "cdg_circuit_breakers"
        dimensions  = merge(local.service, { upstream = upstream, state = "open" })
        statistic   = "Maximum", comparison = "GreaterThanThreshold", threshold = upstream == "Provider" ? 5 : 0, periods = 2
        missing     = "notBreaching"
      }
    },
    var.replication_group_id == null ? {} : {
      "cache" = {
        description = "A task has no connection to Redis: each answers from its own memory."
        namespace   = var.metric_namespace, metric = "cdg_redis_connected", dimensions = local.service
        statistic   = "Minimum", comparison = "LessThanThreshold", threshold = 1, periods = 5
        missing     = "notBreaching"
      }
    },
  )
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each            = local.alarms
  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic  = startswith(each.value.statistic, "p") ? each.value.statistic : null
  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  period              = 60
  evaluation_periods  = each.value.periods
  treat_missing_data  = each.value.missing
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}
