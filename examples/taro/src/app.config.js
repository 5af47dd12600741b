export default { pages: ['pages/album/index'] }
