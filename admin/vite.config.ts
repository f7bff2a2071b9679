import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const backend = process.env['PUZI_BACKEND'] ?? 'http://127.0.0.1:3000'

export default defineConfig({
  base: '/admin/',
  plugins: [react()],
  // One copy of React for the whole monorepo: two would break hooks without saying so.
  resolve: { dedupe: ['react', 'react-dom'] },
  server: { port: 5174, proxy: { '/api': backend, '/media': backend } },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1400,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|react-router|@tanstack)[\\/]/, priority: 30 },
            { name: 'echarts', test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 30 },
            {
              name: 'editor',
              test: /node_modules[\\/](@tiptap|prosemirror-[a-z]+|linkifyjs|orderedmap|rope-sequence|w3c-keyname)[\\/]/,
              priority: 30,
            },
            { name: 'antd', test: /node_modules[\\/](antd|@ant-design|@rc-component|dayjs)[\\/]/, priority: 20, entriesAware: false },
          ],
        },
      },
    },
  },
})
