const { default: Sequencer } = require('@jest/test-sequencer')

/** These wait for browsers and slow links most of the time. If they began last, the other workers would end long before. */
const LONG = /[\\/]test[\\/](web|preview|model)[\\/]/

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests)
    const isLong = ({ path }) => LONG.test(path)
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))]
  }
}
