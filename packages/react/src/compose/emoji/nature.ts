export const nature = `
🪿 goose,大雁,鹅
🦆 duck,鸭子
🦢 swan,天鹅
🐦 bird,鸟
🕊️ dove,peace,鸽子,和平
🦉 owl,猫头鹰
🐧 penguin,企鹅
🐔 chicken,鸡
🐶 dog,狗
🐱 cat,猫
🐭 mouse,老鼠
🐰 rabbit,兔子
🦊 fox,狐狸
🐻 bear,熊
🐼 panda,熊猫
🐨 koala,考拉
🐯 tiger,老虎
🦁 lion,狮子
🐮 cow,牛
🐷 pig,猪
🐸 frog,青蛙
🐵 monkey,猴子
🐴 horse,马
🐑 sheep,羊
🐲 dragon,龙
🐍 snake,蛇
🐢 turtle,乌龟
🐟 fish,鱼
🐬 dolphin,海豚
🐳 whale,鲸鱼
🦋 butterfly,蝴蝶
🐝 bee,蜜蜂
🐞 ladybird,ladybug,瓢虫
🌸 cherry blossom,樱花
🌹 rose,玫瑰
🌻 sunflower,向日葵
🌷 tulip,郁金香
🪷 lotus,荷花
🌱 seedling,发芽
🌲 evergreen,松树
🌴 palm,棕榈
🎋 bamboo,竹子
🍀 four leaf clover,luck,四叶草
🍁 maple leaf,autumn,枫叶,秋天
🍂 fallen leaves,落叶
🌍 earth,地球
🌙 moon,月亮
☀️ sun,sunny,太阳,晴
⛅ partly cloudy,多云
🌧️ rain,下雨
⛈️ storm,雷雨
❄️ snow,winter,雪,冬天
⛄ snowman,雪人
🌈 rainbow,彩虹
🌊 wave,sea,海浪
⭐ star,星星
🔥 fire,hot,火
💧 drop,water,水滴
⚡ lightning,闪电
`;
