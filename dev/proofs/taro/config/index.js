const { PROOF_FRAMEWORK: framework = 'react', PROOF_COMPILER: compiler = 'webpack5' } = process.env

module.exports = {
  projectName: 'proof',
  framework,
  compiler: compiler === 'vite' ? 'vite' : { type: 'webpack5', prebundle: { enable: false } },
  designWidth: 750,
  sourceRoot: 'src',
  outputRoot: 'dist',
  plugins: [`@tarojs/plugin-framework-${framework}`, '@tarojs/plugin-platform-weapp'],
  mini: {},
}
