data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

resource "aws_ecs_cluster" "this" {
  name = var.name

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_ecs_service" "this" {
  name                               = var.name
  cluster                            = aws_ecs_cluster.this.id
  task_definition                    = aws_ecs_task_definition.this.arn
  launch_type                        = "FARGATE"
  platform_version                   = "LATEST"
  desired_count                      = var.tasks.min
  enable_execute_command             = var.allow_exec
  availability_zone_rebalancing      = "ENABLED"
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  health_check_grace_period_seconds  = 60
  propagate_tags                     = "SERVICE"
  wait_for_steady_state              = true

  # A release that does not become healthy goes back by itself.
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  # One subnet a zone: tasks are spread over them.
  network_configuration {
    subnets          = var.private_subnet_ids
    security_groups  = [aws_security_group.task.id]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.this.arn
    container_name   = "gateway"
    container_port   = local.port
  }

  lifecycle {
    ignore_changes = [desired_count]

    precondition {
      condition     = var.stubs != null || (var.tasks.min >= 2 && length(var.private_subnet_ids) >= 2)
      error_message = "Outside a preview there are at least two tasks over two zones."
    }
  }

  depends_on = [aws_lb_listener.https]
}
