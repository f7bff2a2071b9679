import Taro from '@tarojs/taro'
import { type ReactNode, useEffect } from 'react'
import { BarArea, TabBarArea } from '@/platform/chrome'
import { useSettings } from '@/stores/settings'
import type { TabName } from '@/routes'
import { classNames } from '@/lib/class-names'
import { Box } from './base'
import { Overlays } from './Overlays'
import { useShown } from './use-shown'
import './page.scss'

interface Props {
  /** Of the bar and the window. */
  title: string
  children: ReactNode
  /** This page is one of the tabs. */
  tab?: TabName
  /** `clear`: the bar lies over the content until it scrolls. `none`: the page draws its own head. */
  bar?: 'plain' | 'clear' | 'none'
  /** At the right of the bar (H5) . */
  action?: ReactNode
  /** Stays at the bottom: the main action of the page. */
  foot?: ReactNode
  className?: string
}

/** The frame of every page: bar, content, sticky foot, tab bar, and what lies over all. */
export function Page({ title, children, tab, bar = 'plain', action, foot, className }: Props) {
  const shown = useShown()
  const text = useSettings((settings) => settings.text)
  useEffect(() => {
    if (shown) void Taro.setNavigationBarTitle({ title })
  }, [title, shown])
  const classes = classNames('page', tab && 'page--tab', !!foot && 'page--foot', text !== 'normal' && `text-${text}`, className)
  return (
    <Box className={classes}>
      {bar === 'none' ? null : <BarArea title={title} clear={bar === 'clear'} home={!!tab} action={action} />}
      {children}
      {foot ? <Box className={classNames('foot', tab && 'foot--tab')}>{foot}</Box> : null}
      {tab ? <TabBarArea tab={tab} /> : null}
      {shown ? <Overlays /> : null}
    </Box>
  )
}
