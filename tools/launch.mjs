// The one door to everything: `node tools/launch.mjs start | test | reset | doctor | gen | torture | bench`.
// Syntax that old releases of Node can read, so that they can say what is wrong.
var numbers = process.versions.node.split('.')
var major = Number(numbers[0])

if (major > 20 || (major === 20 && Number(numbers[1]) >= 19)) {
  void import('./launch/boot.mjs').then(function (it) {
    return it.boot(process.argv.slice(2))
  })
} else {
  console.error('Puzi needs Node.js 20.19 or later to begin with, and this is ' + process.versions.node + '.')
  console.error('Install the current LTS release from https://nodejs.org and run the command again.')
  process.exitCode = 1
}
