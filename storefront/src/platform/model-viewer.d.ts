declare module '@google/model-viewer/dist/model-viewer.min.js'

declare namespace JSX {
  interface IntrinsicElements {
    'model-viewer': React.ClassAttributes<HTMLElement> & {
      [
        name in
          | 'class'
          | 'src'
          | 'alt'
          | 'poster'
          | 'camera-controls'
          | 'touch-action'
          | 'auto-rotate'
          | 'interaction-prompt'
          | 'shadow-intensity'
          | 'environment-image'
      ]: string
    }
  }
}
