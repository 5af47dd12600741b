import type { Failure, HostWx, WxHost } from '../../dev/wx-host/index'
import { type Recorder, record } from './world'

type UploadOptions = Parameters<HostWx['uploadFile']>[0]
type RequestOptions = Parameters<HostWx['request']>[0]

export interface UploadResult {
  statusCode: number
  data: string
  header?: Record<string, string>
  errMsg: string
}

export interface RequestResult {
  statusCode: number
  data: unknown
  header: Record<string, string>
  cookies: string[]
  errMsg: string
}

export function upload(host: WxHost, options: Partial<UploadOptions> & { url: string; filePath: string }) {
  const recorder = record<UploadResult>()
  const task = host.wx.uploadFile({ name: 'file', ...options, ...recorder.callbacks })
  return { ...recorder, task }
}

export function request(host: WxHost, options: RequestOptions) {
  const recorder = record<RequestResult>()
  const task = host.wx.request({ ...options, ...recorder.callbacks })
  return { ...recorder, task }
}

type FileSystem = ReturnType<HostWx['getFileSystemManager']>

/** One call of FileSystemManager: its result, or its failure. */
export async function onFiles<Name extends keyof FileSystem>(
  host: WxHost,
  name: Name,
  options: Omit<Parameters<FileSystem[Name]>[0], 'success' | 'fail' | 'complete'>,
): Promise<Record<string, unknown> & Partial<Failure>> {
  const recorder: Recorder<Record<string, unknown>> = record()
  const call = host.wx.getFileSystemManager()[name] as (options: object) => unknown
  expect(call({ ...options, ...recorder.callbacks })).toBeUndefined()
  const { result, failure, calls } = await recorder.done
  expect(calls).toEqual([failure ? 'fail' : 'success', 'complete'])
  return result ?? { ...failure }
}
