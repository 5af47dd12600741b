export interface MediaFacts {
  /** px */
  width: number
  height: number
  /** Of a video, s. */
  duration: number
  /** Of a video: a picture from it. */
  cover?: Blob
}

/** As `chooseMedia` gives: not all browsers play all videos, and then there are none. */
const NONE: MediaFacts = { width: 0, height: 0, duration: 0 }

const PATIENCE_MS = 3000

/** Looks into a picture or a video. Never rejects. */
export function mediaFacts(kind: 'image' | 'video', url: string): Promise<MediaFacts> {
  const found = kind === 'image' ? imageFacts(url) : videoFacts(url)
  const late = new Promise<MediaFacts>((resolve) => setTimeout(resolve, PATIENCE_MS, NONE))
  return Promise.race([found.catch(() => NONE), late])
}

async function imageFacts(url: string): Promise<MediaFacts> {
  const image = new Image()
  image.src = url
  await image.decode()
  return { width: image.naturalWidth, height: image.naturalHeight, duration: 0 }
}

async function videoFacts(url: string): Promise<MediaFacts> {
  const video = document.createElement('video')
  video.muted = true
  video.src = url
  await heard(video, 'loadeddata')
  video.currentTime = Math.min(0.1, video.duration / 2)
  await heard(video, 'seeked')
  const { videoWidth: width, videoHeight: height, duration } = video
  return { width, height, duration, cover: await pictureOf(video, width, height) }
}

const heard = (video: HTMLVideoElement, event: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    video.addEventListener(event, resolve, { once: true })
    video.addEventListener('error', () => reject(video.error), { once: true })
  })

/** A JPEG of what an element shows. */
export function pictureOf(source: CanvasImageSource, width: number, height: number, quality = 0.8): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  canvas.getContext('2d')?.drawImage(source, 0, 0, width, height)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture is empty'))), 'image/jpeg', quality),
  )
}
