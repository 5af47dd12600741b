import type { Platform } from '../device/platform'
import { NET_ERRORS, type NetError } from '../network/net-errors'

/** The argument of a `fail` callback. */
export interface Failure {
  errMsg: string
  /** https://developers.weixin.qq.com/miniprogram/dev/framework/usability/PublicErrno.html */
  errno?: number
}

export type NetworkApi = 'request' | 'uploadFile'

/** The argument of `success`, without `errMsg`, or the argument of `fail`. */
export type Outcome<Result> = { result: Result } | { failure: Failure }

const failure = (api: string, words: string, errno?: number): Failure => ({
  errMsg: `${api}:fail ${words}`,
  ...(errno === undefined ? {} : { errno }),
})

// DevTools creates its upload task in a second call, whose failure appears inside the first one's.
const uploadRefusal = (platform: Platform, words: string, errno?: number) =>
  failure('uploadFile', platform === 'devtools' ? `createUploadTask:fail ${words}` : words, errno)

const TIMED_OUT = { devtools: 'timeout', ios: '请求超时。', android: 'socket timeout error' } as const

/** Requests use cronet on both phones; uploads use NSURLSession or HttpURLConnection: other messages, no errno. */
function connectionFailed(api: NetworkApi, platform: Platform, name: NetError, host: string, detail: string): Failure {
  const error = NET_ERRORS[name]
  if (api === 'request') {
    return failure(api, `errcode:${error.code} cronet_error_code:${error.code} error_msg:net::${name}`, 600001)
  }
  if (platform === 'devtools') return failure(api, `Error: ${detail}`)
  return failure(api, error[platform].replace('{host}', host))
}

function tooManyConnections(api: NetworkApi, platform: Platform, limit: number): Failure {
  return api === 'request'
    ? failure(api, 'exceed max task count', 600007)
    : uploadRefusal(platform, `exceed max upload connection count ${limit}`, 600007)
}

function domainNotListed(api: NetworkApi, platform: Platform, host: string): Failure {
  return api === 'request'
    ? failure(api, `url not in domain list:${host}`, 600002)
    : uploadRefusal(platform, 'url not in domain list', 600002)
}

/** Every failure of a call, with the message and number that the platform gives. */
export const FAILURES = {
  wrongParameter: (api: string, name: string, expected: string, got: string) =>
    failure(api, `parameter error: parameter.${name} should be ${expected} instead of ${got};`),
  cancelled: (api: string) => failure(api, 'cancel'),
  documentNotFound: (api: string) => failure(api, "file doesn't exist"),
  aborted: (api: NetworkApi) => failure(api, 'abort'),
  interrupted: (api: NetworkApi) => failure(api, 'interrupted', 600003),
  timedOut: (api: NetworkApi, platform: Platform) =>
    failure(api, api === 'request' ? 'timeout' : TIMED_OUT[platform], 5),
  connectionFailed,
  tooManyConnections,
  domainNotListed,
  invalidUrl: (api: NetworkApi, url: string) => failure(api, `invalid url "${url}"`, 600009),
  invalidArgument: (api: NetworkApi) => failure(api, 'argv error', 600005),
  notSerialisable: (api: NetworkApi) => failure(api, 'data serialization error', 600010),
  outOfMemory: (api: string) => failure(api, 'out of memory', 111),
  bufferTooLarge: (api: string) => failure(api, 'native buffer exceed size limit', 602300),
  uploadFileNotFound: (platform: Platform) =>
    uploadRefusal(platform, platform === 'devtools' ? 'file not found' : "file doesn't exist"),

  privacyNotDeclared: (api: string) => failure(api, 'api scope is not declared in the privacy agreement', 112),
  privacyRefused: (api: string) => failure(api, 'privacy permission is not authorized', 104),
  permissionDenied: (api: string) => failure(api, 'system permission denied', 3),

  noSuchFile: (api: string, path: string) => failure(api, `no such file or directory "${path}"`, 1300002),
  pathNotPermitted: (api: string, path: string) => failure(api, `permission denied, open "${path}"`, 1300014),
  notAFile: (api: string) => failure(api, 'operation not permitted', 1300001),
  inputOutput: (api: string) => failure(api, 'Input/output error', 1300005),
  badDescriptor: (api: string) => failure(api, 'bad file descriptor', 1300009),
  storageFull: (api: string) => failure(api, 'the maximum size of the file storage limit is exceeded', 1300202),
  lengthOutOfRange: (api: string) => failure(api, 'value of length is out of range', 1301006),
  offsetOutOfRange: (api: string) => failure(api, 'value of offset is out of range', 1301007),
  positionOutOfRange: (api: string) => failure(api, 'value of position is out of range', 1301009),
  tooManyDescriptors: (api: string) => failure(api, 'excced max concurrent fd limit', 1302002),
  flagNotPermitted: (api: string) => failure(api, 'permission denied when open using flag', 1302004),
  noArrayBuffer: (api: string) => failure(api, 'array buffer does not exist', 1302005),

  dataNotFound: (api: string) => failure(api, 'data not found'),
  entryTooLarge: (api: string) => failure(api, 'entry size limit reached'),
  storageLimit: (api: string) => failure(api, 'exceed storage max size 10Mb'),
  loginFailed: (api: string) => failure(api, 'system error'),
} as const
