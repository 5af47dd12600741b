import type { PickOptions } from '../../../uploader/wx/index'
import type { Properties } from '../properties'

export const pickOptions = ({
  accept,
  mediaType,
  sourceType,
  sizeType,
  maxDuration,
  camera,
  extension,
}: Properties): PickOptions => ({
  accept: accept === 'media' && mediaType.length === 1 ? mediaType[0] : accept,
  sourceType,
  sizeType,
  maxDuration,
  camera,
  ...(extension.length > 0 ? { extension } : {}),
})
