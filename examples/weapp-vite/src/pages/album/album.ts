// src/pages/album/album.ts
import { createUploader } from 'wx-oss-upload'
import type { UploaderEvents } from 'wx-oss-upload/components/oss-uploader/events'
import type { UploaderItem } from 'wx-oss-upload/components/oss-uploader/item'

const uploader = createUploader({ server: 'https://api.example.com' })

Page({
  data: { uploader: null as typeof uploader | null, fileList: [] as UploaderItem[] },

  onLoad() {
    this.setData({ uploader })
  },

  onChange({ detail }: { detail: UploaderEvents['change'] }) {
    this.setData({ fileList: detail.fileList })
  },
})
