/** All that happens in one run: what a phone, its user, its network and the cloud do. */
import type { Network } from '../../../miniprogram/uploader/core/ports'
import type { BackendTraits } from '../cloud/open-backend'
import type { AimedStrike } from '../network/request-faults'
import type { WireTraits } from '../network/wire'
import type { LifeTraits } from '../phone/app'
import type { FileKind } from '../phone/files'
import type { ReadFault } from '../phone/ports'
import type { Order } from '../virtual-clock'

export interface Plan {
  seed: number
  order: Order
  backend: BackendTraits
  wire: WireTraits
  life: LifeTraits
  hidesModified: boolean
  files: PlannedFile[]
  strikes: AimedStrike[]
  /** Of reads of files, by which it is. */
  readFaults: { nth: number; fault: ReadFault }[]
  /** Of the backend's own calls of OSS, by which it is: not done, or done and not heard of. */
  cloudFaults: { nth: number; isDone: boolean }[]
  /** So many of OSS's callbacks are never sent. */
  droppedCallbacks: number
  acts: TimedAct[]
}

export interface PlannedFile {
  size: number
  kind: FileKind
  route: 'any' | 'picky' | 'small'
  startMs: number
}

/** When something has lasted so long, or when so many things have happened in the app. */
export type When = { ms: number } | { step: number }

export interface TimedAct {
  when: When
  act: Act
}

export type Act =
  | { do: 'pause' | 'resume' | 'cancel'; file: number }
  | { do: 'pauseAll' | 'resumeAll' | 'cancelAll' }
  | { do: 'hide' | 'offline' | 'storage full'; ms: number }
  | { do: 'network'; network: Network }
  /** The device's clock is set. */
  | { do: 'clock'; ms: number }
  | { do: 'kill'; downMs: number; then: Afterwards; file: Fate }

/** What the user does with what was left unfinished, after the app was killed and started again. */
export type Afterwards = 'resume' | 'resume twice' | 'upload again' | 'discard' | 'nothing'

/** What has become of the files meanwhile: temporary ones may be gone, and picked again. */
export type Fate = 'same' | 'gone' | 'changed' | 'changed secretly' | 'picked again'
