import { defineConfig, type UserConfigExport } from '@tarojs/cli'
import type { IH5Config } from '@tarojs/taro/types/compile'
import path from 'node:path'
import { ALIASES } from '../src/routes'

const here = (...parts: string[]) => path.resolve(__dirname, ...parts)

// Taro's script rule only covers `src`. Added: the generated client beside this package, and npm packages that
// ship syntax newer than mini-program engines take (#private fields, ?., ??).
const COMPILE = [here('../../clients'), (file: string) => /node_modules[\\/](@tanstack|zustand)[\\/]/.test(file)]

// Sizes are written in px and stay px on every target: layouts are fluid, so nothing is scaled to a design width.
const postcss = {
  pxtransform: { enable: false, config: {} },
  cssModules: { enable: false, config: { namingPattern: 'module' as const, generateScopedName: '[name]__[local]' } },
}

const h5: IH5Config = {
  compile: { include: COMPILE },
  publicPath: '/',
  staticDirectory: 'static',
  useHtmlComponents: true,
  router: { mode: 'browser', customRoutes: ALIASES },
  output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
  miniCssExtractPluginOption: {
    ignoreOrder: true,
    filename: 'css/[name].[contenthash:8].css',
    chunkFilename: 'css/[name].[contenthash:8].css',
  },
  postcss: { ...postcss, autoprefixer: { enable: true, config: {} } },
  webpackChain: (chain) => {
    // What most pages share is fetched once, instead of being part of each page's file.
    const shared = {
      name: 'shared',
      test: /[\\/]storefront[\\/]src[\\/](kit|lib|platform|api|stores)[\\/]/,
      chunks: 'all',
      minChunks: 3,
      enforce: true,
    }
    chain.optimization.splitChunks({ chunks: 'async', cacheGroups: { default: false, defaultVendors: false, shared } })
  },
}

export default defineConfig<'webpack5'>(async (merge) => {
  const isH5 = process.env.TARO_ENV === 'h5'
  const base: UserConfigExport<'webpack5'> = {
    projectName: 'puzi',
    date: '2026-11-23',
    designWidth: 375,
    deviceRatio: { 375: 2, 640: 1.17, 750: 1, 828: 0.905 },
    sourceRoot: 'src',
    outputRoot: `dist/${process.env.TARO_ENV}`,
    plugins: ['@tarojs/plugin-framework-react'],
    // Mini programs need an absolute address; H5 is served by the same server as the API.
    defineConstants: {
      API_BASE: JSON.stringify(isH5 ? '' : (process.env.PUZI_API ?? 'https://shop.example.com')),
    },
    copy: { patterns: isH5 ? [{ from: 'src/public/', to: `dist/${process.env.TARO_ENV}/` }] : [], options: {} },
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    cache: { enable: false },
    sass: { resource: [here('../src/design/mixins.scss')] },
    alias: {
      '@': here('../src'),
      ...(isH5 ? { '@tarojs/components/dist/components$': here('../src/platform/no-elements.h5.ts') } : {}),
      '@puzi/shop-client': here('../../clients/shop/client.ts'),
      // npm may nest this plugin under the app; the hoisted @tarojs/taro-h5 must still find it
      '@tarojs/plugin-framework-react/dist/runtime': require.resolve('@tarojs/plugin-framework-react/dist/runtime'),
    },
    mini: {
      compile: { include: COMPILE },
      miniCssExtractPluginOption: { ignoreOrder: true },
      postcss,
      optimizeMainPackage: { enable: true },
    },
    h5,
  }
  process.env.BROWSERSLIST_ENV = process.env.NODE_ENV
  return merge({}, base)
})
