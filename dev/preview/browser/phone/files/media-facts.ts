export interface MediaFacts {
  /** px */
  width: number
  height: number
  /** Seconds; 0 for an image. */
  duration: number
  /** A frame of the video. */
  cover?: Blob
}

/** Used when the browser cannot decode the file. */
const NONE: MediaFacts = { width: 0, height: 0, duration: 0 }

const TIMEOUT_MS = 3000

/** Reads size, duration and cover of an image or a video. It never rejects. */
export function mediaFacts(kind: 'image' | 'video', url: string): Promise<MediaFacts> {
  const found = kind === 'image' ? imageFacts(url) : videoFacts(url)
  const late = new Promise<MediaFacts>((resolve) => setTimeout(resolve, TIMEOUT_MS, NONE))
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
  await once(video, 'loadeddata')
  video.currentTime = Math.min(0.1, video.duration / 2)
  await once(video, 'seeked')
  const { videoWidth: width, videoHeight: height, duration } = video
  return { width, height, duration, cover: await pictureOf(video, width, height) }
}

const once = (video: HTMLVideoElement, event: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    video.addEventListener(event, resolve, { once: true })
    video.addEventListener('error', () => reject(video.error), { once: true })
  })

/** A JPEG of what the element shows. */
export function pictureOf(source: CanvasImageSource, width: number, height: number, quality = 0.8): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  canvas.getContext('2d')?.drawImage(source, 0, 0, width, height)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture is empty'))), 'image/jpeg', quality),
  )
}
