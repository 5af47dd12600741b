const { TARO_FRAMEWORK: framework = 'react', TARO_COMPILER: compiler = 'webpack5' } = process.env

module.exports = {
  projectName: 'wx-oss-upload-taro',
  framework,
  compiler: compiler === 'vite' ? 'vite' : { type: 'webpack5', prebundle: { enable: false } },
  designWidth: 750,
  sourceRoot: framework === 'vue3' ? 'src-vue' : 'src',
  outputRoot: 'dist',
  plugins: [`@tarojs/plugin-framework-${framework}`, '@tarojs/plugin-platform-weapp'],
  mini: {},
}
