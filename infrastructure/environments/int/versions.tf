terraform {
  required_version = ">= 1.11.0, < 2.0.0"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.25"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.7"
    }
  }

  # Bucket and region: -backend-config, since every account has its own.
  backend "s3" {
    key          = "clinical-data-gateway/int.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = {
      Service     = "clinical-data-gateway"
      Environment = "int"
      ManagedBy   = "terraform"
    }
  }
}
