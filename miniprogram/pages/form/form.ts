import type { UploadApp } from '../../app'
import type { UploaderEvents } from '../../components/oss-uploader/events'
import type { UploaderItem } from '../../components/oss-uploader/item'
import { pageLocale } from '../language'
import { readinessOf } from './readiness'
import { FORM_WORDS } from './words'

/** What the form submits: one value for each field's `name`. */
interface Post {
  text: string
  /** Keys of the stored photos, in order. */
  photos: string[]
}

const words = FORM_WORDS[pageLocale()]
const { title, intro, placeholder, submitted, again, submit } = words

Page({
  data: {
    words: { title, intro, placeholder, submitted, again },
    uploader: null as UploadApp['uploader'] | null,
    text: '',
    photos: [] as UploaderItem[],
    button: { isReady: true, label: submit, reason: '' },
    post: null as (Post & { count: string }) | null,
  },

  onLoad() {
    this.setData({ uploader: getApp<UploadApp>().uploader })
  },

  onPhotos({ detail: { fileList } }: { detail: UploaderEvents['change'] }) {
    this.setData({ photos: fileList, button: readinessOf(fileList, words) })
  },

  onText({ detail }: { detail: { value: string } }) {
    this.setData({ text: detail.value, 'button.reason': '' })
  },

  onSubmit({ detail: { value } }: { detail: { value: Post } }) {
    if (!this.data.button.isReady) return
    const { text, photos } = value
    if (text.trim() === '' && photos.length === 0) this.setData({ 'button.reason': words.empty })
    else this.setData({ post: { text: text.trim(), photos, count: words.photos(photos.length) } })
  },

  onAgain() {
    this.setData({ post: null, text: '', photos: [], button: readinessOf([], words) })
  },
})
