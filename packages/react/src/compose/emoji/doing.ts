export const doing = `
⚽ football,soccer,足球
🏀 basketball,篮球
🏓 table tennis,乒乓球
🏸 badminton,羽毛球
🎾 tennis,网球
🏊 swimming,游泳
🚴 cycling,骑车
🧗 climbing,攀岩
⛷️ skiing,滑雪
🧘 yoga,瑜伽
🎮 game,游戏
🎲 dice,骰子
♟️ chess,下棋
🎯 target,bullseye,目标
🎨 art,painting,画画
🎵 music,音乐
🎤 karaoke,microphone,唱歌
🎸 guitar,吉他
🎹 piano,钢琴
🎬 film,movie,电影
📷 camera,photo,相机,拍照
🎉 party,congratulations,庆祝,恭喜
🎊 confetti,彩纸
🎁 gift,present,礼物
🎈 balloon,气球
🧧 red envelope,红包
🏮 lantern,灯笼
🎄 christmas tree,圣诞树
🏆 trophy,winner,奖杯
🥇 gold medal,first,金牌
🚗 car,汽车
🚕 taxi,出租车
🚌 bus,公交车
🚲 bicycle,自行车
🚄 train,高铁,火车
✈️ plane,flight,飞机
🚀 rocket,launch,火箭
⛵ sailing,帆船
🏠 home,house,家
🏢 office,办公楼
🏫 school,学校
🏥 hospital,医院
🏖️ beach,海滩
⛰️ mountain,山
🏕️ camping,露营
🗺️ map,地图
🌃 night,夜晚
🌅 sunrise,日出
`;
