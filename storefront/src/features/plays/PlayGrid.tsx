import { goSignedIn } from '@/features/login/require'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Icon } from '@/kit/Icon'
import { go } from '@/lib/navigate'
import { playEntries } from './entries'
import './plays.scss'

/** Ways into the plays: all of them, or those for the home page. */
export function PlayGrid({ home }: { home?: boolean }) {
  return (
    <Box className="play-grid">
      {playEntries
        .filter((entry) => !home || entry.home)
        .map(({ route, title, icon, signIn }) => (
          <Tap key={route} className="play-grid__entry" testId={`play-${route}`} onTap={() => (signIn ? goSignedIn(route) : go(route))}>
            <Box className="play-grid__icon">
              <Icon name={icon} size={22} />
            </Box>
            <Text className="play-grid__text">{t(title)}</Text>
          </Tap>
        ))}
    </Box>
  )
}
