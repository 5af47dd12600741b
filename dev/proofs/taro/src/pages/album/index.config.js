export default { navigationBarTitleText: 'album' }
