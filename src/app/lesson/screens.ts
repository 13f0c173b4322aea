import type { ComponentType } from 'react';
import type { Prepared } from '../../text/prepared';
import type { ScreenId } from './plan';
import { AfterScreen, BeforeScreen } from './screens/AskScreens';
import { CompareScreen } from './screens/CompareScreen';
import { CountScreen } from './screens/CountScreen';
import { ExplainScreen } from './screens/ExplainScreen';
import { HarmScreen } from './screens/HarmScreen';
import { PredictScreen } from './screens/PredictScreen';
import { DiscussScreen, WhoseScreen } from './screens/TalkScreens';
import { TrainScreen } from './screens/TrainScreen';

/** What each screen of the lesson shows; `own` is the text on the Make screen, once it is read. */
export const CONTENTS: Record<ScreenId, ComponentType<{ own: Prepared | undefined }>> = {
  before: BeforeScreen,
  count: CountScreen,
  predict: PredictScreen,
  train: TrainScreen,
  compare: CompareScreen,
  explain: ExplainScreen,
  whose: WhoseScreen,
  harm: HarmScreen,
  discuss: DiscussScreen,
  after: AfterScreen,
};
