import type { Engine } from '../core/api'
import { type PickAndUpload, type Picking, picking } from '../core/engine/picking'
import type { RouteTypes } from '../route-types'
import type { PickedFile, PickOptions } from './pick'

export type PickAndUploadOptions<Routes extends RouteTypes, Name extends keyof Routes> = PickAndUpload<
  PickOptions,
  Routes,
  Name
>

/** A plain record of functions. */
export interface Uploader<Routes extends RouteTypes> extends Engine<Routes>, Picking<PickOptions, PickedFile, Routes> {}

/** The engine with the platform's picker before it. */
export const withPicker = <Routes extends RouteTypes>(
  engine: Engine<Routes>,
  pick: (options?: PickOptions) => Promise<PickedFile[]>,
): Uploader<Routes> => ({ ...engine, ...picking(engine, pick) })
