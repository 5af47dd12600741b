const { TARO_FRAMEWORK: framework = 'react', TARO_COMPILER: compiler = 'webpack5' } = process.env

module.exports = { presets: [['taro', { framework, ts: false, compiler }]] }
