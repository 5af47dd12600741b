/** Everything that happens in one run: what the user does, and what the phone, the network and the cloud do. */
import type { Network } from '../../../miniprogram/uploader/core/ports'
import type { BackendTraits } from '../cloud/open-backend'
import type { PlannedFault } from '../network/request-faults'
import type { WireTraits } from '../network/wire'
import type { AppTraits } from '../phone/app'
import type { FileKind } from '../phone/files'
import type { ReadFault } from '../phone/ports'
import type { TimerOrder } from '../virtual-clock'

export interface Plan {
  seed: number
  order: TimerOrder
  backend: BackendTraits
  wire: WireTraits
  app: AppTraits
  hidesModified: boolean
  files: PlannedFile[]
  requestFaults: PlannedFault[]
  /** Faults of file reads; `nth` counts the reads. */
  readFaults: { nth: number; fault: ReadFault }[]
  /** Faults of the backend's own calls of OSS: OSS does nothing, or it acts and its answer is lost (`isDone`). */
  cloudFaults: { nth: number; isDone: boolean }[]
  /** How many of OSS's callbacks are never sent. */
  droppedCallbacks: number
  actions: TimedAction[]
}

export interface PlannedFile {
  size: number
  kind: FileKind
  route: 'any' | 'picky' | 'small'
  startMs: number
}

/** After so much time, or after so many things have happened in the app. */
export type When = { ms: number } | { step: number }

export interface TimedAction {
  when: When
  action: Action
}

export type Action =
  | { do: 'pause' | 'resume' | 'cancel'; file: number }
  | { do: 'pauseAll' | 'resumeAll' | 'cancelAll' }
  | { do: 'hide' | 'offline' | 'storage full'; ms: number }
  | { do: 'network'; network: Network }
  /** The user sets the device's clock. */
  | { do: 'clock'; ms: number }
  | { do: 'kill'; downMs: number; afterRestart: AfterRestart; files: FileFate }

/** What the user does with unfinished uploads, after the app was killed and started again. */
export type AfterRestart = 'resume' | 'resume twice' | 'upload again' | 'discard' | 'nothing'

/** What happens to the files while the app is down: temporary files may be deleted, and the user picks them again. */
export type FileFate = 'same' | 'gone' | 'changed' | 'changed secretly' | 'picked again'
