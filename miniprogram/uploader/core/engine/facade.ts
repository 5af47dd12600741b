import type { DataOf, RouteTypes } from '../../route-types'
import type { Engine, LocalFile, ResumeOptions, UploadedFile, UploadOptions, UploadState, UploadTask } from '../api'
import type { UploadError } from '../errors'
import { cancellation } from '../flow/cancellation'
import type { Gate } from '../flow/gate'
import { orStopped } from '../flow/waiting'
import type { Ports } from '../ports'
import { startTask, type TaskControl } from '../task/task'
import type { EngineOptions } from './options'
import { runningTasks } from './running-tasks'
import type { EngineService } from './service'

/** The work, or, where it is no part of the app's own script, its coming; that may fail, and be asked for again. */
export type ServiceSource = () => EngineService | Promise<EngineService>

/**
 * What an app holds: tasks that are there at once, and go on as soon as the work behind them is.
 * @param gate the platform's
 */
export function engineFacade<Routes extends RouteTypes>(
  { clock, lifecycle, random }: Pick<Ports, 'clock' | 'lifecycle' | 'random'>,
  gate: Gate,
  source: ServiceSource,
  { keepAwake = true, mobileData, onFailure }: EngineOptions,
): Engine<Routes> {
  const tasks = runningTasks((isAny) => {
    if (keepAwake) lifecycle.keepAwake(isAny)
  })
  const { signal: never } = cancellation()
  let count = 0

  // At once where it is there: uploads begun in one tick share a ticket call.
  const working = <T>(act: (work: EngineService) => Promise<T>, signal = never): Promise<T> => {
    const work = source()
    return 'then' in work ? orStopped(work, signal).then(act) : act(work)
  }

  /** The backend promises that what onStored returned has the type that its routes declare. */
  const start = <Data>(
    id: string,
    onState: ((state: UploadState<Data>) => void) | undefined,
    perform: (work: EngineService, control: TaskControl) => Promise<UploadedFile>,
  ): UploadTask<Data> => {
    const terms = { gate, clock, lifecycle, mobileData }
    const task = startTask(id, terms, (control) => working((work) => perform(work, control), control.signal))
    tasks.add(task)
    const typed = task as unknown as UploadTask<Data>
    if (onState) typed.subscribe(onState)
    task.done.catch((error: UploadError) => {
      if (error.code !== 'cancelled') onFailure?.(error)
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
      return start<DataOf<Routes, Name>>(id, onState, (work, control) => work.upload(upload, control))
    },

    resume<Name extends keyof Routes & string>(id: string, options: ResumeOptions<DataOf<Routes, Name>> = {}) {
      const picked = options.file === undefined ? undefined : asLocalFile(options.file)
      return start<DataOf<Routes, Name>>(id, options.onState, (work, control) => work.resume(id, picked, control))
    },

    unfinished: () => working((work) => work.unfinished()),
    discard(id) {
      tasks.each((task) => task.id === id && task.cancel())
      return working((work) => work.discard(id))
    },
    prepare: () => working((work) => work.prepare()),
    urls: (keys, options = {}) => working((work) => work.urls(keys, options)),
    pauseAll: () => tasks.each((task) => task.pause()),
    resumeAll: () => tasks.each((task) => task.resume()),
    cancelAll: () => tasks.each((task) => task.cancel()),
  }
}

const asLocalFile = (file: LocalFile | string): LocalFile => (typeof file === 'string' ? { path: file } : file)
