# The bucket for uploads. The role and its policies are in policies.tf.
# 存储上传文件的存储空间。角色和权限策略在 policies.tf 中。
terraform {
  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = ">= 1.240.0"
    }
  }
}

provider "alicloud" {
  region = var.region
}

# Not created by another resource, so nothing here switches versioning on: in a bucket that ever had it, OSS ignores
# x-oss-forbid-overwrite, on which the backend relies. `doctor` refuses such a bucket.
# 这里不开启版本控制：开启过版本控制的存储空间会忽略 x-oss-forbid-overwrite，而后端依赖它。doctor 会拒绝这样的存储空间。
resource "alicloud_oss_bucket" "uploads" {
  bucket = var.bucket

  # A file waits below pending/ until it is confirmed. 未确认的文件存放在 pending/ 下。
  lifecycle_rule {
    id      = "wx-oss-upload-pending"
    prefix  = "${var.prefix}/pending/"
    enabled = true
    expiration {
      days = 1
    }
  }

  # An upload can be resumed for seven days. 上传在七天内可以续传。
  lifecycle_rule {
    id      = "wx-oss-upload-parts"
    prefix  = "${var.prefix}/"
    enabled = true
    abort_multipart_upload {
      days = 8
    }
  }

  lifecycle {
    ignore_changes = [cors_rule]
  }
}

# Only web pages need it. 只有网页需要。
resource "alicloud_oss_bucket_cors" "uploads" {
  count         = length(var.cors_origins) > 0 ? 1 : 0
  bucket        = alicloud_oss_bucket.uploads.bucket
  response_vary = true
  cors_rule {
    allowed_origins = var.cors_origins
    allowed_methods = ["GET", "HEAD", "POST", "PUT", "DELETE"]
    allowed_headers = ["*"]
    expose_header   = ["ETag", "x-oss-request-id", "x-oss-hash-crc64ecma", "x-oss-version-id"]
    max_age_seconds = 600
  }
}

resource "alicloud_oss_bucket_acl" "uploads" {
  bucket = alicloud_oss_bucket.uploads.bucket
  acl    = "private"
}

# OSS asks for the proof that the domain is yours: a TXT record `_dnsauth` with the token below. Then set `bind_domain`.
# OSS 要求证明域名属于您：先用下面的令牌添加 TXT 记录 _dnsauth，再设置 bind_domain。
resource "alicloud_oss_bucket_cname_token" "uploads" {
  count  = var.domain == "" ? 0 : 1
  bucket = alicloud_oss_bucket.uploads.bucket
  domain = var.domain
}

resource "alicloud_oss_bucket_cname" "uploads" {
  count  = var.bind_domain ? 1 : 0
  bucket = alicloud_oss_bucket.uploads.bucket
  domain = var.domain
}
