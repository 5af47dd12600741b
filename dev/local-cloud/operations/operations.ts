import {
  deleteBucketCors,
  deleteBucketLifecycle,
  deleteBucketPublicAccessBlock,
  getBucketAcl,
  getBucketCors,
  getBucketInfo,
  getBucketLifecycle,
  getBucketLocation,
  getBucketPublicAccessBlock,
  listBuckets,
  putBucketAcl,
  putBucketCors,
  putBucketLifecycle,
  putBucketPublicAccessBlock,
} from '../bucket/bucket-operations'
import { getBucketStat } from '../bucket/bucket-stat'
import { deleteBucket, putBucket } from '../bucket/create-bucket'
import {
  getBucketTransferAcceleration,
  getBucketVersioning,
  putBucketTransferAcceleration,
  putBucketVersioning,
} from '../bucket/features'
import type { Exchange } from '../cloud/cloud'
import type { CloudAnswer } from '../http/exchange'
import type { OssOperation } from '../oss/operation'
import { getBucketReferer, putBucketReferer } from '../referer/operations'
import { listObjectVersions } from '../versions/list-object-versions'
import { getObjectAcl, putObjectAcl } from './acl/object-acl'
import { listObjects, listObjectsV2 } from './list/list-objects'
import { abortMultipartUpload } from './multipart/abort'
import { completeMultipartUpload } from './multipart/complete'
import { initiateMultipartUpload } from './multipart/initiate'
import { listParts } from './multipart/list-parts'
import { listMultipartUploads } from './multipart/list-uploads'
import { uploadPart, uploadPartCopy } from './multipart/upload-part'
import { appendObject } from './objects/append-object'
import { copyObject } from './objects/copy-object'
import { deleteMultipleObjects } from './objects/delete-multiple-objects'
import { deleteObject } from './objects/delete-object'
import { postObject } from './objects/post-object'
import { putObject } from './objects/put-object'
import { getSymlink, putSymlink } from './objects/symlink'
import { getObject, getObjectMeta, headObject } from './read/get-object'
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './tagging/object-tagging'

/** The function of each operation; it runs after the caller is authenticated. */
export const OPERATIONS: Record<OssOperation, (exchange: Exchange) => Promise<CloudAnswer>> = {
  ListBuckets: listBuckets,
  PutBucket: putBucket,
  DeleteBucket: deleteBucket,
  DeleteMultipleObjects: deleteMultipleObjects,
  PostObject: postObject,
  ListMultipartUploads: listMultipartUploads,
  GetBucketCors: getBucketCors,
  PutBucketCors: putBucketCors,
  DeleteBucketCors: deleteBucketCors,
  GetBucketLifecycle: getBucketLifecycle,
  PutBucketLifecycle: putBucketLifecycle,
  DeleteBucketLifecycle: deleteBucketLifecycle,
  GetBucketPublicAccessBlock: getBucketPublicAccessBlock,
  PutBucketPublicAccessBlock: putBucketPublicAccessBlock,
  DeleteBucketPublicAccessBlock: deleteBucketPublicAccessBlock,
  GetBucketVersioning: getBucketVersioning,
  PutBucketVersioning: putBucketVersioning,
  GetBucketTransferAcceleration: getBucketTransferAcceleration,
  PutBucketTransferAcceleration: putBucketTransferAcceleration,
  GetBucketAcl: getBucketAcl,
  PutBucketAcl: putBucketAcl,
  GetBucketReferer: getBucketReferer,
  PutBucketReferer: putBucketReferer,
  GetBucketStat: getBucketStat,
  GetBucketInfo: getBucketInfo,
  GetBucketLocation: getBucketLocation,
  ListObjectVersions: listObjectVersions,
  ListObjectsV2: listObjectsV2,
  ListObjects: listObjects,
  InitiateMultipartUpload: initiateMultipartUpload,
  CompleteMultipartUpload: completeMultipartUpload,
  UploadPartCopy: uploadPartCopy,
  UploadPart: uploadPart,
  ListParts: listParts,
  AbortMultipartUpload: abortMultipartUpload,
  AppendObject: appendObject,
  PutObjectTagging: putObjectTagging,
  GetObjectTagging: getObjectTagging,
  DeleteObjectTagging: deleteObjectTagging,
  PutObjectAcl: putObjectAcl,
  GetObjectAcl: getObjectAcl,
  PutSymlink: putSymlink,
  GetSymlink: getSymlink,
  GetObjectMeta: getObjectMeta,
  CopyObject: copyObject,
  PutObject: putObject,
  GetObject: getObject,
  HeadObject: headObject,
  DeleteObject: deleteObject,
}
