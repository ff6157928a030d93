# A preview has the stubs beside the gateway in one task: they reach each other over loopback, as on a developer's machine.
locals {
  stub_environment = {
    pds-stub      = { PDS_STUB_JWKS_FILE = "/keys/pds-jwks.json" }
    sds-stub      = {}
    provider-stub = {}
  }

  # Empty where the services are real.
  stub_images     = var.stubs == null ? tomap({}) : var.stubs
  stub_containers = { for name, container in local.all_stub_containers : name => container if var.stubs != null }

  all_stub_containers = merge(
    {
      keys = merge(local.hardened, {
        name        = "keys"
        image       = lookup(local.stub_images, "pds-stub", "")
        essential   = false
        command     = ["node", "make-keys.mjs", "/keys"]
        environment = []
        mountPoints = [{ sourceVolume = "keys", containerPath = "/keys", readOnly = false }]
        logConfiguration = {
          logDriver = "awslogs"
          options   = merge(local.log_options, { "awslogs-stream-prefix" = "keys" })
        }
      })
    },
    {
      for name, environment in local.stub_environment : name => merge(local.hardened, {
        name        = name
        image       = lookup(local.stub_images, name, "")
        environment = [for variable, value in merge(environment, { STUB_HOST = "127.0.0.1" }) : { name = variable, value = value }]
        mountPoints = [{ sourceVolume = "keys", containerPath = "/keys", readOnly = true }]
        dependsOn   = [{ containerName = "keys", condition = "SUCCESS" }]
        healthCheck = { command = ["CMD", "node", "stub-health.mjs"], interval = 10, timeout = 5, retries = 3, startPeriod = 30 }
        logConfiguration = {
          logDriver = "awslogs"
          options   = merge(local.log_options, { "awslogs-stream-prefix" = name })
        }
      })
    },
  )
}
