import { type Definition, elementOf, type Instance, innerOf } from './definition'

type UrlOf = (path: string) => string

/** https://developers.weixin.qq.com/miniprogram/dev/component/image.html → CSS */
const FITS: Record<string, string> = {
  scaleToFill: 'fill',
  aspectFit: 'contain',
  aspectFill: 'cover',
  widthFix: 'fill',
  heightFix: 'fill',
  center: 'none',
}

export const image = (urlOf: UrlOf): Definition => ({
  properties: {
    src: { type: String, value: '' },
    mode: { type: String, value: 'scaleToFill' },
    lazyLoad: Boolean,
    webp: Boolean,
    fadeIn: Boolean,
    showMenuByLongpress: Boolean,
  },
  observers: {
    'src, mode'(src: string, mode: string) {
      const picture = innerOf(this, 'img')
      elementOf(this).dataset.mode = mode
      picture.style.objectFit = FITS[mode] ?? 'fill'
      show(picture, urlOf(src))
    },
  },
  lifetimes: {
    attached() {
      const picture = innerOf(this, 'img')
      const { src, mode } = this.data as { src: string; mode: string }
      elementOf(this).dataset.mode = mode
      picture.style.objectFit = FITS[mode] ?? 'fill'
      picture.addEventListener('load', () => {
        this.triggerEvent('load', { width: picture.naturalWidth, height: picture.naturalHeight })
      })
      picture.addEventListener('error', () => {
        // Phones leave the place of such a picture empty; a browser draws a sign of its own.
        picture.style.visibility = 'hidden'
        this.triggerEvent('error', { errMsg: `image:fail ${this.data.src}` })
      })
      show(picture, urlOf(src))
    },
  },
})

function show(picture: HTMLImageElement, url: string): void {
  if (picture.getAttribute('src') === url) return
  picture.style.visibility = ''
  if (url) picture.src = url
  else picture.removeAttribute('src')
}

export const video = (urlOf: UrlOf): Definition => ({
  properties: {
    src: { type: String, value: '' },
    poster: { type: String, value: '' },
    controls: { type: Boolean, value: true },
    autoplay: Boolean,
    loop: Boolean,
    muted: Boolean,
    objectFit: { type: String, value: 'contain' },
    title: String,
    showCenterPlayBtn: Boolean,
    showFullscreenBtn: Boolean,
  },
  observers: {
    'src, poster, controls, autoplay, loop, muted, objectFit'() {
      draw(this, urlOf)
    },
  },
  lifetimes: {
    attached() {
      draw(this, urlOf)
      const player = innerOf(this, 'video')
      for (const event of ['play', 'pause', 'ended', 'error']) {
        player.addEventListener(event, () => this.triggerEvent(event, {}))
      }
    },
  },
})

function draw(instance: Instance, urlOf: UrlOf): void {
  const player = innerOf(instance, 'video')
  const { src, poster, controls, autoplay, loop, muted, objectFit } = instance.data
  Object.assign(player, { controls, autoplay, loop, muted, poster: poster ? urlOf(String(poster)) : '' })
  player.style.objectFit = String(objectFit)
  const url = urlOf(String(src))
  if (player.getAttribute('src') !== url) player.src = url
}
