// pages/tdesign/tdesign.js
const { createUploader } = require('wx-oss-upload')
const { requestMethod } = require('wx-oss-upload/tdesign')

const uploader = createUploader({ server: 'https://api.example.com' })

Page({
  data: { files: [], upload: null },
  onLoad() {
    this.setData({ upload: requestMethod(uploader, { route: 'photo' }) })
  },
  onSuccess({ detail }) {
    this.setData({ files: detail.files })
  },
})
