const { PROOF_FRAMEWORK: framework = 'react', PROOF_COMPILER: compiler = 'webpack5' } = process.env

module.exports = { presets: [['taro', { framework, ts: false, compiler }]] }
