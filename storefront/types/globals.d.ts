/** Where the API and the pictures are: empty on H5, an address in mini programs. Set in config/index.ts. */
declare const API_BASE: string
declare module '*.scss'
declare module '*.png'
