// H5 draws with plain HTML and has its own tab bar and picture viewer. Taro's router and API nevertheless import the custom
// elements of its component library for theirs, 80 KB with the library that runs them; the build takes this file in its place.
const nothing = (): void => {}

export const defineCustomElementTaroTabbar = nothing
export const defineCustomElementTaroSwiperCore = nothing
export const defineCustomElementTaroSwiperItemCore = nothing
