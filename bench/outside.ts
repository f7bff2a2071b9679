import { startDemoWorld } from '../server/src/gateways/testing/demo-world.ts'
import { loadConfig } from '../server/src/kernel/config.ts'

// The outside world as a process of its own, so that what payment platforms cost is not counted as ours. The server finds the port taken
// and uses what is there.
const config = loadConfig()
await startDemoWorld(config)
process.send?.('ready')
