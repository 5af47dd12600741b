import type { UploadApp } from '../../app'
import type { UploaderEvents } from '../../components/oss-uploader/events'
import type { UploaderItem } from '../../components/oss-uploader/item'
import { type CopyEvent, copy } from '../copy'
import { pageLocale } from '../language'
import { addressesOf, type StoredAddress } from './addresses'
import { UPLOAD_WORDS } from './words'

interface ComponentEvent<Name extends keyof UploaderEvents> {
  detail: UploaderEvents[Name]
  currentTarget: { dataset: { list: 'photos' | 'videos' | 'files' } }
}

/** The methods of the component, as `selectComponent` gives them. */
type Commands = Record<'pause' | 'resume' | 'clear', () => void>

Page({
  data: {
    words: UPLOAD_WORDS[pageLocale()],
    uploader: null as UploadApp['uploader'] | null,
    photos: [] as UploaderItem[],
    videos: [] as UploaderItem[],
    files: [] as UploaderItem[],
    addresses: [] as StoredAddress[],
    isSending: false,
    isPaused: false,
    /** The last failure in words for the developer. The component shows the words for the user. */
    hint: '',
  },

  onLoad() {
    this.setData({ uploader: getApp<UploadApp>().uploader })
  },

  onChange({ detail: { fileList }, currentTarget }: ComponentEvent<'change'>) {
    this.setData({ [currentTarget.dataset.list]: fileList })
    const { photos, videos, files } = this.data
    this.setData({
      addresses: addressesOf([...photos, ...videos, ...files]),
      isSending: photos.some(({ status }) => status === 'uploading'),
      isPaused: photos.some(({ pausedBy }) => pausedBy === 'user'),
    })
  },

  onFail({ detail: { code, hint } }: ComponentEvent<'fail'>) {
    this.setData({ hint: code === 'server-unreachable' ? this.data.words.startServer : hint })
  },

  onAttempt() {
    this.setData({ hint: '' })
  },

  onPause() {
    this.photosComponent().pause()
  },

  onResume() {
    this.photosComponent().resume()
  },

  onClear() {
    this.photosComponent().clear()
  },

  onCopy({ currentTarget }: CopyEvent) {
    copy(currentTarget.dataset.url, this.data.words.copied)
  },

  /** No viewer opens the file: its link does. */
  onOtherFile({ detail: { file } }: ComponentEvent<'click-file'>) {
    if (file.url) copy(file.url, this.data.words.linkCopied)
  },

  photosComponent(): Commands {
    return this.selectComponent('#uploader') as unknown as Commands
  },
})
