// pages/vant/vant.js
const { createUploader } = require('wx-oss-upload')
const { afterRead } = require('wx-oss-upload/vant')

const uploader = createUploader({ server: 'https://api.example.com' })

Page({
  data: { fileList: [] },
  afterRead: afterRead(uploader, { route: 'photo' }),
  onDelete({ detail }) {
    this.setData({ fileList: this.data.fileList.filter((_, index) => index !== detail.index) })
  },
})
