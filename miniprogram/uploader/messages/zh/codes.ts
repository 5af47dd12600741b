import type { Messages, SharedCode } from '../explain'

export const ZH: Messages<SharedCode> = {
  'bad-request': {
    message: '请求有误，请更新小程序或刷新页面后重试',
    hint: '请求体不符合约定：{issues}。对照 uploader/contract.ts，多余的字段也会被拒绝。',
  },
  'body-too-large': {
    message: '请求内容过大',
    hint: '请求体上限 64 KB：请减少 input 或分批。',
  },
  'not-found': {
    message: '服务地址有误',
    hint: '后端没有这个地址。检查 createUploader 的 server 中的路径。',
  },
  forbidden: {
    message: '没有权限进行此操作',
    hint: '后端拒绝了这个用户：可能是他人的上传，或 routes.ts 的规则不允许。',
  },
  'too-many-requests': {
    message: '操作太频繁，请{when}再试',
    hint: '触发了后端的频率限制或配额。库会按 Retry-After 等待，最长 60 秒；更久则不再等待。',
  },
  'server-error': {
    message: '服务出错了，请稍后再试',
    hint: '后端内部错误（可能是 onStored 抛出异常）。用 requestId 在后端日志里查原因。',
  },
  'server-misconfigured': {
    message: '服务配置有误，请联系管理员',
    hint: '后端的角色、访问密钥、存储空间或挂载方式有误。用 requestId 在后端日志里查原因。',
  },
  'cloud-unavailable': { message: '云存储暂时不可用，请稍后再试', hint: '后端连不上 STS 或 OSS，库会自动退避重试。' },
  'unknown-route': { message: '上传类型不存在', hint: 'routes.ts 里没有 “{route}”。可用的有：{routes}。' },
  'input-invalid': { message: '填写的内容有误', hint: 'input 不符合这条路由的要求：{issues}。' },
  'too-many-files': {
    message: '一次最多上传 {maxFiles} 个文件',
    hint: '超过了路由的 maxFiles，多出的文件没有上传；减少数量或调整 routes.ts。',
  },
  'file-empty': { message: '文件是空的', hint: '大小为 0 字节；要接受空文件，把路由的 minSize 设为 0KB。' },
  'file-too-small': {
    message: '文件太小：{size}，至少 {minSize}',
    hint: '小于路由的 minSize。请换一个文件，或调整 routes.ts。',
  },
  'file-too-large': {
    message: '文件太大：{size}，上限 {maxSize}',
    hint: '超过了路由的 maxSize。先压缩，或调整 routes.ts。',
  },
  'part-size-invalid': {
    message: '文件无法分片上传，请更新小程序或刷新页面后重试',
    hint: '{size} 的文件不能按 {partSize} 分片：每个分片 100 KB 到 100 MB，最多 10000 个。',
  },
  'upload-invalid': {
    message: '上传令牌无效，请重新上传',
    hint: 'upload 令牌被改动、不是本后端签发，或 SESSION_SECRET 已更换。',
  },
  'upload-expired': {
    message: '上传已过期，请重新上传',
    hint: 'upload 令牌超过 7 天，或未完成的分片已被生命周期规则清理。',
  },
  'not-stored': {
    message: '文件还没有上传成功，请重试',
    hint: 'OSS 里没有这个对象：上传没有完成，或超过一天被生命周期规则清理。',
  },
  'parts-missing': {
    message: '文件还没有传完整，请重试',
    hint: 'OSS 上只有 {partCount} 个分片中的 {held} 个，库会补传缺少的分片。',
  },
  'stored-differs': {
    message: '上传的内容与原文件不一致，请重新上传',
    hint: 'OSS 里对象的大小或 CRC-64 与声明不符，对象已被后端删除。',
  },
  'callback-refused': { message: '上传未能确认，请重试', hint: '回调不是由 OSS 签名的，或公钥地址不在允许的域名内。' },
  'file-changed': {
    message: '文件在上传时发生了变化，请重新选择',
    hint: '文件大小与选择时（{size}）不同，上传已停止。',
  },
  cancelled: { message: '已取消', hint: '由用户或代码取消。' },
  network: { message: '网络连接失败，请检查网络后重试', hint: '连接中断或无网络：{detail}。库已自动重试。' },
  timeout: {
    message: '上传超时，请换个网络重试',
    hint: '请求的时限至少 1 分钟，按 50 KB/s 随文件大小增加，最多 10 分钟。',
  },
  'server-unreachable': {
    message: '连不上服务器，请稍后再试',
    hint: '后端 {host} 没有响应：{detail}。确认它已启动，且这台设备能访问该地址。',
  },
  'server-answer-invalid': {
    message: '服务器响应异常，请稍后再试',
    hint: '后端的响应不符合约定（HTTP {status}）：可能是网关的错误页，或 server 指向了其他服务。',
  },
  'ticket-expired': {
    message: '上传凭证已失效，请重试',
    hint: 'OSS：{oss}。换新凭证后仍然失败，请检查后端的时钟，以及它的访问密钥或 STS 会话是否已被吊销。',
  },
  'signature-refused': {
    message: '上传凭证无效，请联系管理员',
    hint: 'OSS：{oss}。检查后端的访问密钥、OSS_REGION 与时钟。',
  },
  'policy-refused': {
    message: '上传被拒绝，请重新上传',
    hint: 'OSS：{oss}。表单字段与后端签名的策略不一致，有字段被增加、删除或改动。',
  },
  'access-denied': { message: '没有上传权限，请联系管理员', hint: 'OSS：{oss}。检查 RAM 角色与存储空间的权限策略。' },
  'domain-forbidden': {
    message: '上传地址不可用，请联系管理员',
    hint: 'OSS：{oss}。新账号须用已备案的自定义域名：设置 OSS_DOMAIN。',
  },
  'already-exists': { message: '文件已存在', hint: '同名对象已存在（409）；库会先向后端确认是否就是本次上传。' },
  'not-confirmed': {
    message: '文件已上传，但尚未确认，请重试',
    hint: 'OSS 已存储但回调失败（203）：{oss}。不要重传，再次确认即可；检查 PUBLIC_URL 能否从公网访问。',
  },
  'oss-refused': {
    message: '云存储拒绝了上传',
    hint: 'OSS：{oss}（HTTP {status}，RequestId {ossRequestId}）。用 npx wx-oss-upload-server explain 查询。',
  },
  'oss-unavailable': {
    message: '云存储繁忙，请稍后再试',
    hint: 'OSS：{oss}（HTTP {status}，RequestId {ossRequestId}）。库已自动退避重试。',
  },
  misuse: { message: '上传组件使用有误', hint: '{detail}' },
}
