module.exports = { pluginOptions: { mpx: { plugin: { srcMode: 'wx' } } }, productionSourceMap: false }
