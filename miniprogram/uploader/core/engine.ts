import type { DataOf, RouteTypes } from '../contract'
import type { Engine, LocalFile, ResumeOptions, UploadedFile, UploadOptions, UploadState, UploadTask } from './api'
import type { Backend } from './backend'
import { cancellation } from './cancellation'
import { appBudget, engineSurroundings } from './engine-surroundings'
import type { UploadError } from './errors'
import type { MobileDataRule } from './mobile-data'
import { persist } from './persistence'
import type { Ports } from './ports'
import { resumeUpload } from './resume-upload'
import { runningTasks } from './running-tasks'
import { type Course, startTask } from './task'
import { forget } from './unfinished/forget'
import { listUnfinished } from './unfinished/list-unfinished'
import { performUpload } from './upload'
import { freshUrls } from './urls'

export interface EngineOptions {
  /** Files sent at a time. Default 3, at most 6. */
  parallel?: number
  /** Files of at least so many bytes are sent by parts, and can go on after a break. Default 16 MB. */
  multipartThreshold?: number
  /** Keeps the screen on while anything uploads, since a dark one hides the app. Default true. */
  keepAwake?: boolean
  /** When the user is asked before mobile data is used. Default: never. */
  mobileData?: MobileDataRule
  /** Told of every upload that fails, once; not of those that are cancelled. */
  onFailure?: (error: UploadError) => void
}

/**
 * One for each backend and app: what it has learnt of device and link serves all uploads.
 * @param connections of the app. Default: those of this JavaScript context, whatever engines are in it.
 */
export function createEngine<Routes extends RouteTypes>(
  ports: Ports,
  backend: Backend,
  options: EngineOptions = {},
  connections = appBudget,
): Engine<Routes> {
  const around = engineSurroundings(ports, backend, options, connections)
  const { gate, checkpoints, leftovers, mobileData } = around
  const { clock, lifecycle, random } = ports
  const tasks = runningTasks((isAny) => {
    if (options.keepAwake !== false) lifecycle.keepAwake(isAny)
  })
  const patience = { clock, random, gate }
  // What is for all who wait and for those who come, nobody calls off.
  const { signal: never } = cancellation()
  let count = 0

  /** The backend promises that what onStored returned has the type that its routes declare. */
  const start = <Data>(
    id: string,
    onState: ((state: UploadState<Data>) => void) | undefined,
    perform: (course: Course) => Promise<UploadedFile>,
  ): UploadTask<Data> => {
    leftovers.sweep()
    const task = startTask(id, { gate, clock, lifecycle, mobileData }, perform)
    tasks.add(task)
    const typed = task as unknown as UploadTask<Data>
    if (onState) typed.subscribe(onState)
    task.done.catch((error: UploadError) => {
      if (error.code !== 'cancelled') options.onFailure?.(error)
    })
    return typed
  }

  // No async functions in this record: a WXML template hands on only what `Function` made.
  return {
    upload<Name extends keyof Routes & string>(
      file: LocalFile | string,
      { route, input, onState }: UploadOptions<Routes, Name>,
    ) {
      count += 1
      const id = `${Math.floor(random() * 2 ** 32).toString(36)}-${clock.now().toString(36)}-${count}`
      const upload = { id, file: asLocalFile(file), purpose: { route, input } }
      return start<DataOf<Routes, Name>>(id, onState, (course) => performUpload(upload, around, course))
    },

    resume<Name extends keyof Routes & string>(id: string, options: ResumeOptions<DataOf<Routes, Name>> = {}) {
      const picked = options.file === undefined ? undefined : asLocalFile(options.file)
      return start<DataOf<Routes, Name>>(id, options.onState, (course) => resumeUpload(id, picked, around, course))
    },

    unfinished: () => listUnfinished(around),
    discard(id) {
      if (around.carried.has(id)) {
        tasks.each((task) => task.id === id && task.cancel())
        return Promise.resolve()
      }
      return checkpoints.find(id).then((found) => (found ? forget(found, around) : undefined))
    },
    prepare: () => persist(backend.prepare, patience, never),
    urls: (keys, urlOptions = {}) => freshUrls(keys, urlOptions, backend, patience),
    pauseAll: () => tasks.each((task) => task.pause()),
    resumeAll: () => tasks.each((task) => task.resume()),
    cancelAll: () => tasks.each((task) => task.cancel()),
  }
}

const asLocalFile = (file: LocalFile | string): LocalFile => (typeof file === 'string' ? { path: file } : file)
