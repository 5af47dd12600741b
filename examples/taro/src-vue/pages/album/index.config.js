// src/pages/album/index.config.js
export default {
  navigationBarTitleText: '相册',
  usingComponents: {
    'oss-uploader': 'wx-oss-upload/miniprogram_dist/components/oss-uploader/oss-uploader',
  },
}
