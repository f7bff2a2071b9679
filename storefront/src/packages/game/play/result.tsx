import type { MyGameDraw } from '@puzi/shop-client'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Icon } from '@/kit/Icon'
import { Popup } from '@/kit/Popup'

/** What was won, and where it is. */
export function Result({ drawn, onClose }: { drawn: MyGameDraw | null; onClose: () => void }) {
  const won = drawn !== null && drawn.kind !== 'thanks'
  return (
    <Popup
      open={drawn !== null}
      onClose={onClose}
      title={t(won ? 'game.youWon' : 'game.noLuck')}
      testId="game-result"
      foot={
        <Button block size="large" testId="game-result-ok" onTap={onClose}>
          {t('game.fine')}
        </Button>
      }
    >
      <Box className="game-result">
        <Icon name={won ? 'gift' : 'heart'} size={48} />
        <Box className="game-result__prize">{drawn?.prize ?? ''}</Box>
        {drawn?.code ? (
          <Text className="game-code" selectable>
            {t('game.code', { code: drawn.code })}
          </Text>
        ) : null}
        <Box className="game-note">{drawn ? t(`game.where.${drawn.kind}`) : ''}</Box>
      </Box>
    </Popup>
  )
}
