resource "alicloud_ram_role" "uploader" {
  role_name                   = "${var.role}"
  assume_role_policy_document = jsonencode({
    "Version": "1",
    "Statement": [
      {
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Principal": {
          "RAM": [
            "acs:ram::${var.account_id}:root"
          ]
        }
      }
    ]
  })
}

resource "alicloud_ram_policy" "uploader" {
  policy_name     = "${var.role}-objects"
  policy_document = jsonencode({
    "Version": "1",
    "Statement": [
      {
        "Effect": "Allow",
        "Action": [
          "oss:PutObject",
          "oss:GetObject",
          "oss:PutObjectAcl",
          "oss:DeleteObject",
          "oss:ListParts",
          "oss:AbortMultipartUpload"
        ],
        "Resource": [
          "acs:oss:*:*:${var.bucket}/${var.prefix}/*"
        ]
      }
    ]
  })
}

resource "alicloud_ram_role_policy_attachment" "uploader" {
  role_name   = alicloud_ram_role.uploader.role_name
  policy_name = alicloud_ram_policy.uploader.policy_name
  policy_type = "Custom"
}

resource "alicloud_ram_user" "signer" {
  name = "${var.role}-signer"
}

resource "alicloud_ram_policy" "signer" {
  policy_name     = "${var.role}-assume"
  policy_document = jsonencode({
    "Version": "1",
    "Statement": [
      {
        "Effect": "Allow",
        "Action": [
          "sts:AssumeRole"
        ],
        "Resource": [
          "acs:ram:*:${var.account_id}:role/${var.role}"
        ]
      }
    ]
  })
}

resource "alicloud_ram_user_policy_attachment" "signer" {
  user_name   = alicloud_ram_user.signer.name
  policy_name = alicloud_ram_policy.signer.policy_name
  policy_type = "Custom"
}
