import type { DataOf, RouteTypes } from '../../../route-types'
import type { FormEngine, LocalFile, UploadedFile, UploadOptions, UploadState, UploadTask } from '../../api'
import type { UploadError } from '../../errors'
import { NEVER } from '../../flow/cancellation'
import type { Gate } from '../../flow/gate'
import { PATIENCE_MS } from '../../flow/retry/patience'
import { orStopped } from '../../flow/waiting'
import type { Ports } from '../../ports'
import { startTask, type TaskControl } from '../../task/task'
import type { FormOptions } from './form-options'
import type { FormService } from './form-service'

/** The ports that a task needs before the service has loaded. */
export type EarlyPorts = Pick<Ports, 'clock' | 'lifecycle' | 'random'>

/** The service, or a promise of it while its chunk loads. Call again after a failed load. */
export type ServiceSource<Service> = () => Service | Promise<Service>

/** A facade, and what another file needs to add to it. */
export interface FormFacade<Routes extends RouteTypes, Service> {
  engine: FormEngine<Routes>
  tasks: RunningTasks
  withService<T>(act: (service: Service) => Promise<T>): Promise<T>
  start<Data>(id: string, onState: OnState<Data> | undefined, perform: Perform<Service>): UploadTask<Data>
}

type OnState<Data> = (state: UploadState<Data>) => void
type Perform<Service> = (service: Service, control: TaskControl) => Promise<UploadedFile>

/**
 * What an app holds: it makes tasks at once, and hands them to the service as soon as that has loaded.
 * @param gate the platform's
 */
export function formFacade<Routes extends RouteTypes, Service extends FormService>(
  ports: EarlyPorts,
  gate: Gate,
  source: ServiceSource<Service>,
  { keepAwake = true, mobileData, giveUpAfterMs = PATIENCE_MS, onFailure }: FormOptions,
): FormFacade<Routes, Service> {
  const tasks = runningTasks((isAny) => {
    if (keepAwake) ports.lifecycle.keepAwake(isAny)
  })
  let count = 0

  // Without waiting where the service has loaded: uploads that begin in one tick share a ticket call.
  const withService = <T>(act: (service: Service) => Promise<T>, signal = NEVER): Promise<T> => {
    const service = source()
    return isLoading(service) ? orStopped(service, signal).then(act) : act(service)
  }

  /** The backend promises that what `onStored` returned has the type that its routes declare. */
  const start = <Data>(id: string, onState: OnState<Data> | undefined, perform: Perform<Service>): UploadTask<Data> => {
    const task = startTask(id, { gate, ports, mobileData, patienceMs: giveUpAfterMs }, (control) =>
      withService((service) => perform(service, control), control.signal),
    )
    tasks.add(task)
    const typed = task as unknown as UploadTask<Data>
    if (typeof onState === 'function') typed.subscribe(onState)
    task.done.catch((error: UploadError) => {
      if (error.code !== 'cancelled') onFailure?.(error)
    })
    return typed
  }

  // No async functions in this record: a WXML template passes on only functions that `Function` made.
  const engine: FormEngine<Routes> = {
    upload<Name extends keyof Routes & string>(file: LocalFile | string, options: UploadOptions<Routes, Name>) {
      count += 1
      const id = `${Math.floor(ports.random() * 2 ** 32).toString(36)}-${ports.clock.now().toString(36)}-${count}`
      return start<DataOf<Routes, Name>>(id, options?.onState, (service, control) =>
        service.upload(id, file, options, control),
      )
    },

    prepare: () => withService((service) => service.prepare()),
    urls: (keys, options = {}) => withService((service) => service.urls(keys, options)),
    pauseAll: () => tasks.each((task) => task.pause()),
    resumeAll: () => tasks.each((task) => task.resume()),
    cancelAll: () => tasks.each((task) => task.cancel()),
  }
  return { engine, tasks, withService, start }
}

const isLoading = <Service extends object>(service: Service | Promise<Service>): service is Promise<Service> =>
  'then' in service

/** The uploads that have not ended. */
export interface RunningTasks {
  add(task: UploadTask): void
  each(act: (task: UploadTask) => void): void
}

/** @param onAny called with true when the first upload begins, and with false when the last one has ended */
export function runningTasks(onAny: (isAny: boolean) => void): RunningTasks {
  const running = new Set<UploadTask>()
  return {
    add(task) {
      if (running.size === 0) onAny(true)
      running.add(task)
      const end = (): void => {
        running.delete(task)
        if (running.size === 0) onAny(false)
      }
      task.done.then(end, end)
    },
    each: (act) => [...running].forEach(act),
  }
}
