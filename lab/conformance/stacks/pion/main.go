// Pion as a peer of the table: orders on standard input, events on standard output, one JSON object a line (protocol.ts).
package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/pion/webrtc"
	"github.com/pion/webrtc/pkg/media"
)

type signal struct {
	Type          string  `json:"type"`
	SDP           string  `json:"sdp,omitempty"`
	Candidate     string  `json:"candidate,omitempty"`
	SDPMid        *string `json:"sdpMid,omitempty"`
	SDPMLineIndex *uint16 `json:"sdpMLineIndex,omitempty"`
}

type order struct {
	Order          string  `json:"order"`
	ID             int     `json:"id"`
	Addresses      string  `json:"addresses"`
	IceLite        bool    `json:"iceLite"`
	Media          bool    `json:"media"`
	Label          string  `json:"label"`
	Ordered        bool    `json:"ordered"`
	MaxRetransmits *uint16 `json:"maxRetransmits"`
	Negotiated     *uint16 `json:"negotiated"`
	RestartIce     bool    `json:"restartIce"`
	Signal         signal  `json:"signal"`
	Type           string  `json:"type"`
	Seed           string  `json:"seed"`
	Bytes          int     `json:"bytes"`
	Count          int     `json:"count"`
}

type fields map[string]interface{}

var output sync.Mutex

func tell(event fields) {
	line, err := json.Marshal(event)
	if err != nil {
		panic(err)
	}
	output.Lock()
	defer output.Unlock()
	os.Stdout.Write(append(line, '\n'))
}

type call struct {
	peer     *webrtc.PeerConnection
	mutex    sync.Mutex
	channels map[string]*webrtc.DataChannel
	early    []webrtc.ICECandidateInit
	over     chan struct{}
}

func main() {
	tell(fields{"event": "ready", "version": version(), "cannot": []string{}})
	input := bufio.NewReaderSize(os.Stdin, 1<<20)
	var open *call
	for {
		line, err := input.ReadBytes('\n')
		if err != nil {
			os.Exit(0)
		}
		var o order
		if err := json.Unmarshal(line, &o); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		switch {
		case o.Order == "open":
			if open != nil {
				open.close()
			}
			open, err = newCall(o)
			reply(o.ID, err)
		case open == nil:
			reply(o.ID, nil)
		case o.Order == "send":
			go func(c *call) { reply(o.ID, c.send(o)) }(open)
		default:
			reply(o.ID, open.perform(o))
		}
	}
}

func reply(id int, err error) {
	if err != nil {
		tell(fields{"event": "failed", "id": id, "why": err.Error()})
	} else {
		tell(fields{"event": "done", "id": id})
	}
}

func newCall(o order) (*call, error) {
	settings := webrtc.SettingEngine{}
	settings.SetLite(o.IceLite)
	if o.Addresses == "loopback" {
		settings.SetIncludeLoopbackCandidate(true)
		settings.SetIPFilter(func(ip net.IP) bool { return ip.IsLoopback() })
		settings.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeUDP4})
	}
	engine := &webrtc.MediaEngine{}
	if err := engine.RegisterDefaultCodecs(); err != nil {
		return nil, err
	}
	api := webrtc.NewAPI(webrtc.WithSettingEngine(settings), webrtc.WithMediaEngine(engine))
	peer, err := api.NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		return nil, err
	}
	c := &call{peer: peer, channels: map[string]*webrtc.DataChannel{}, over: make(chan struct{})}
	peer.OnICECandidate(func(found *webrtc.ICECandidate) {
		if found == nil {
			return
		}
		init := found.ToJSON()
		tell(fields{"event": "signal", "signal": signal{Type: "candidate", Candidate: init.Candidate, SDPMid: init.SDPMid, SDPMLineIndex: init.SDPMLineIndex}})
	})
	peer.OnConnectionStateChange(func(state webrtc.PeerConnectionState) {
		tell(fields{"event": "state", "state": state.String()})
	})
	peer.OnDataChannel(c.use)
	if o.Media {
		if err := c.addSilence(); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *call) addSilence() error {
	track, err := webrtc.NewTrackLocalStaticSample(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus}, "audio", "silence")
	if err != nil {
		return err
	}
	if _, err := c.peer.AddTrack(track); err != nil {
		return err
	}
	c.peer.OnTrack(func(received *webrtc.TrackRemote, _ *webrtc.RTPReceiver) {
		if _, _, err := received.ReadRTP(); err == nil {
			tell(fields{"event": "media"})
		}
	})
	go func() {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-c.over:
				return
			case <-tick.C:
				_ = track.WriteSample(media.Sample{Data: []byte{0xf8, 0xff, 0xfe}, Duration: 20 * time.Millisecond})
			}
		}
	}()
	return nil
}

func (c *call) use(channel *webrtc.DataChannel) {
	label := channel.Label()
	c.mutex.Lock()
	c.channels[label] = channel
	c.mutex.Unlock()
	channel.OnOpen(func() { tell(fields{"event": "channel-open", "label": label}) })
	channel.OnClose(func() { tell(fields{"event": "channel-closed", "label": label}) })
	channel.OnMessage(func(message webrtc.DataChannelMessage) {
		kind := "binary"
		if message.IsString {
			kind = "text"
		}
		sum := sha256.Sum256(message.Data)
		tell(fields{"event": "message", "label": label, "type": kind, "bytes": len(message.Data), "sha256": hex.EncodeToString(sum[:])})
	})
}

func (c *call) perform(o order) error {
	switch o.Order {
	case "channel":
		negotiated := o.Negotiated != nil
		init := &webrtc.DataChannelInit{Ordered: &o.Ordered, MaxRetransmits: o.MaxRetransmits, Negotiated: &negotiated, ID: o.Negotiated}
		channel, err := c.peer.CreateDataChannel(o.Label, init)
		if err != nil {
			return err
		}
		c.use(channel)
		return nil
	case "offer":
		offer, err := c.peer.CreateOffer(&webrtc.OfferOptions{ICERestart: o.RestartIce})
		if err != nil {
			return err
		}
		return c.describe(offer)
	case "signal":
		return c.take(o.Signal)
	case "close":
		c.close()
		return nil
	}
	return fmt.Errorf("unknown order %q", o.Order)
}

func (c *call) describe(description webrtc.SessionDescription) error {
	if err := c.peer.SetLocalDescription(description); err != nil {
		return err
	}
	tell(fields{"event": "signal", "signal": signal{Type: description.Type.String(), SDP: description.SDP}})
	return nil
}

func (c *call) take(s signal) error {
	if s.Type == "candidate" {
		candidate := webrtc.ICECandidateInit{Candidate: s.Candidate, SDPMid: s.SDPMid, SDPMLineIndex: s.SDPMLineIndex}
		if c.peer.RemoteDescription() == nil {
			c.early = append(c.early, candidate)
			return nil
		}
		return c.peer.AddICECandidate(candidate)
	}
	kind := webrtc.NewSDPType(s.Type)
	if err := c.peer.SetRemoteDescription(webrtc.SessionDescription{Type: kind, SDP: s.SDP}); err != nil {
		return err
	}
	for _, candidate := range c.early {
		_ = c.peer.AddICECandidate(candidate)
	}
	c.early = nil
	if kind != webrtc.SDPTypeOffer {
		return nil
	}
	answer, err := c.peer.CreateAnswer(nil)
	if err != nil {
		return err
	}
	return c.describe(answer)
}

func (c *call) send(o order) error {
	c.mutex.Lock()
	channel := c.channels[o.Label]
	c.mutex.Unlock()
	if channel == nil {
		return fmt.Errorf("there is no channel %q", o.Label)
	}
	for index := 0; index < o.Count; index++ {
		for channel.BufferedAmount() > 1<<20 {
			time.Sleep(2 * time.Millisecond)
		}
		pattern := fmt.Sprintf("%s %d ", o.Seed, index)
		content := strings.Repeat(pattern, o.Bytes/len(pattern)+1)[:o.Bytes]
		var err error
		if o.Type == "text" {
			err = channel.SendText(content)
		} else {
			err = channel.Send([]byte(content))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *call) close() {
	select {
	case <-c.over:
	default:
		close(c.over)
	}
	_ = c.peer.Close()
}
