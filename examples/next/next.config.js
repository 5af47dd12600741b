module.exports = {
  // Node loads the backend and its packages as they are. 由 Node 直接加载后端及其依赖，不打包。
  serverExternalPackages: ['wx-oss-upload-server'],
}
