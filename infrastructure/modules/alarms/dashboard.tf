# What is looked at first at night. The full dashboards are those of Grafana (infrastructure/observability/dashboards).
data "aws_region" "current" {}

locals {
  widgets = [
    {
      title = "Answers a minute"
      stat  = "Sum"
      metrics = [for code in ["2XX", "4XX", "5XX"] :
        ["AWS/ApplicationELB", "HTTPCode_Target_${code}_Count", "LoadBalancer", var.load_balancer_arn_suffix]
      ]
    },
    {
      title = "Seconds to the first byte"
      stat  = "p99"
      metrics = [
        ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.load_balancer_arn_suffix, { stat = "p50" }],
        ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.load_balancer_arn_suffix, { stat = "p99" }],
      ]
    },
    {
      title   = "Requests under way, a task"
      stat    = "Average"
      metrics = [[var.metric_namespace, "cdg_requests_in_flight", "service", var.name]]
    },
    {
      title = "Open circuit breakers"
      stat  = "Maximum"
      metrics = [for upstream in ["PDS", "SDS", "Provider"] :
        [var.metric_namespace, "cdg_circuit_breakers", "service", var.name, "state", "open", "upstream", upstream]
      ]
    },
    {
      title = "Audit trail writable, Redis connected"
      stat  = "Minimum"
      metrics = [
        [var.metric_namespace, "cdg_audit_writable", "service", var.name],
        [var.metric_namespace, "cdg_redis_connected", "service", var.name],
      ]
    },
    {
      title   = "Days that certificates have left"
      stat    = "Minimum"
      metrics = [[var.metric_namespace, "cdg_certificate_days_left", "service", var.name]]
    },
  ]
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = jsonencode({
    widgets = [for index, widget in local.widgets : {
      type       = "metric"
      x          = 12 * (index % 2)
      y          = 6 * floor(index / 2)
      width      = 12
      height     = 6
      properties = merge(widget, { period = 60, region = data.aws_region.current.region, view = "timeSeries" })
    }]
  })
}
