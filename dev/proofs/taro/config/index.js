module.exports = {
  projectName: 'proof',
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  designWidth: 750,
  sourceRoot: 'src',
  outputRoot: 'dist',
  plugins: ['@tarojs/plugin-framework-react', '@tarojs/plugin-platform-weapp'],
  mini: {},
}
