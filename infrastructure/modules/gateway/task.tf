locals {
  port       = 5000
  admin_port = 5001
  # Tasks write to their standard output and to these alone; the root file system is read-only.
  volumes = var.stubs == null ? ["audit-anchor"] : ["audit-anchor", "keys"]

  common = {
    GATEWAY_HOST       = "0.0.0.0"
    GATEWAY_PORT       = tostring(local.port)
    GATEWAY_ADMIN_PORT = tostring(local.admin_port)
    LOG_LEVEL          = "info"
    # The trail leaves the task at once, in the same encrypted log (docs/open-points.md).
    AUDIT_SINK        = "stdout"
    AUDIT_ANCHOR_FILE = "/audit-anchor/gateway.anchor.json"
    # The load balancer has stopped sending by then.
    DRAIN_DELAY_MS              = "10000"
    OTEL_EXPORTER_OTLP_ENDPOINT = "http://127.0.0.1:4318"
  }
  with_services = {
    NODE_ENV = "production"
    # The load balancer has checked the proxy's certificate, and only it reaches a task.
    TRUST_PROXY_IDENTITY              = "true"
    TRUST_PROXY_IDENTITY_WITHOUT_MTLS = "true"
  }
  with_stubs = {
    NODE_ENV                 = "development"
    PDS_PRIVATE_KEY_FILE     = "/keys/pds-private-key.pem"
    AUDIT_ANCHOR_KEY_FILE    = "/keys/audit-anchor.key"
    AUDIT_PSEUDONYM_KEY_FILE = "/keys/audit-pseudonym.key"
  }
  environment = merge(local.common, var.stubs == null ? local.with_services : local.with_stubs, var.settings)
  secrets     = merge(var.secrets, var.cache == null ? {} : { REDIS_URL = var.cache.url_secret_arn })

  hardened = {
    essential              = true
    user                   = "1000:1000"
    readonlyRootFilesystem = true
    privileged             = false
    linuxParameters        = { initProcessEnabled = true, capabilities = { drop = ["ALL"] } }
    ulimits                = [{ name = "nofile", softLimit = 65536, hardLimit = 65536 }]
  }

  log_options = {
    "awslogs-group"  = aws_cloudwatch_log_group.this.name
    "awslogs-region" = data.aws_region.current.region
    mode             = "non-blocking"
    max-buffer-size  = "25m"
  }

  gateway = merge(local.hardened, {
    name         = "gateway"
    image        = var.image
    portMappings = [for port in [local.port, local.admin_port] : { containerPort = port, protocol = "tcp" }]
    environment  = [for name, value in local.environment : { name = name, value = value }]
    secrets      = [for name, arn in local.secrets : { name = name, valueFrom = arn }]
    mountPoints  = [for name in local.volumes : { sourceVolume = name, containerPath = "/${name}", readOnly = name == "keys" }]
    # Longer than DRAIN_DELAY_MS and REQUEST_DEADLINE_MS together.
    stopTimeout = 60
    healthCheck = {
      command     = ["CMD", "node", "gateway-health.mjs"]
      interval    = 10
      timeout     = 5
      retries     = 3
      startPeriod = 30
    }
    dependsOn = [for name in keys(local.stub_containers) : {
      containerName = name
      condition     = name == "keys" ? "SUCCESS" : "HEALTHY"
    }]
    # An audit line must not be dropped because the log is slow: this one blocks.
    logConfiguration = {
      logDriver = "awslogs"
      options   = merge(local.log_options, { mode = "blocking", "awslogs-stream-prefix" = "gateway" })
    }
  })

  telemetry = merge(local.hardened, {
    name      = "telemetry"
    image     = var.telemetry_image
    essential = false
    user      = "65534:65534"
    environment = [{
      name = "AOT_CONFIG_CONTENT"
      value = templatefile("${path.module}/telemetry.yaml.tftpl", {
        region     = data.aws_region.current.region
        log_group  = aws_cloudwatch_log_group.this.name
        namespace  = var.metric_namespace
        service    = var.name
        admin_port = local.admin_port
      })
    }]
    logConfiguration = {
      logDriver = "awslogs"
      options   = merge(local.log_options, { "awslogs-stream-prefix" = "telemetry" })
    }
  })
}

resource "aws_ecs_task_definition" "this" {
  family                   = var.name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.task_size.cpu
  memory                   = var.task_size.memory
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn
  container_definitions    = jsonencode(concat([local.gateway, local.telemetry], values(local.stub_containers)))

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = var.cpu_architecture
  }

  dynamic "volume" {
    for_each = toset(local.volumes)
    content {
      name = volume.value
    }
  }
}
