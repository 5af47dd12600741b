import type { PickOptions } from '../../../uploader/wx/index'
import type { Accept } from '../words/words'

export interface PickProperties {
  accept: Accept
  mediaType: ('image' | 'video')[]
  sourceType: NonNullable<PickOptions['sourceType']>
  sizeType: NonNullable<PickOptions['sizeType']>
  maxDuration: number
  camera: NonNullable<PickOptions['camera']>
  extension: string[]
}

export const pickOptions = (properties: PickProperties): PickOptions => {
  const { accept, mediaType, sourceType, sizeType, maxDuration, camera, extension } = properties
  return {
    accept: accept === 'media' && mediaType.length === 1 ? mediaType[0] : accept,
    sourceType,
    sizeType,
    maxDuration,
    camera,
    ...(extension.length > 0 ? { extension } : {}),
  }
}
