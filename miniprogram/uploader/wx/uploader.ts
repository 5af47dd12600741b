import type { Engine } from '../core/api'
import { type PickAndUpload, type Picking, picking } from '../core/engine/picking'
import type { RouteTypes } from '../route-types'
import type { PickedFile, PickOptions } from './pick'

export type PickAndUploadOptions<Routes extends RouteTypes, Name extends keyof Routes> = PickAndUpload<
  PickOptions,
  Routes,
  Name
>

/** The app's uploader: a plain record of functions. */
export interface Uploader<Routes extends RouteTypes> extends Engine<Routes>, Picking<PickOptions, PickedFile, Routes> {}

/** Adds the platform's picker to an engine. */
export const withPicker = <Routes extends RouteTypes>(
  engine: Engine<Routes>,
  pick: (options?: PickOptions) => Promise<PickedFile[]>,
): Uploader<Routes> => ({ ...engine, ...picking(engine, pick) })
